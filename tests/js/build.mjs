/** Makes kg/view/assets/app.min.js of the modules in kg/view/assets/app: `npm run build --prefix tests/js`. */

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const assets = fileURLToPath(new URL("../../kg/view/assets/", import.meta.url));
const names = readdirSync(`${assets}app`).filter((name) => name.endsWith(".js")).sort();
const sources = createHash("sha256");
for (const name of names) sources.update(`${name}\n${readFileSync(`${assets}app/${name}`, "utf8").replaceAll("\r\n", "\n")}\n`);
const made = await build({ entryPoints: [`${assets}app/main.js`], bundle: true, minify: true, format: "iife", charset: "utf8", target: "es2022", legalComments: "none", write: false });
writeFileSync(process.argv[2] || `${assets}app.min.js`, `// ${sources.digest("hex")}\n${made.outputFiles[0].text}`);
