/** What the page's script finds around it: the drawing library that pyvis carries, and the handle it leaves for tests. */
declare const vis: any;
declare var kg: any;
