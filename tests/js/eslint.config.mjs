// The rules for the page's script: the recommended ones, and no way by which data could become markup or code.
import js from "@eslint/js";
import globals from "globals";

const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc"];

export default [
  js.configs.recommended,
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "no-shadow": "error",
      "no-console": "error",
      "max-lines": ["error", 420],
      complexity: ["error", 24],
      "no-restricted-properties": ["error", ...markup.map((property) => ({ property, message: "Text enters as text: see dom.js." }))],
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "localStorage", "sessionStorage"],
    },
  },
  { files: ["**/app/*.js"], languageOptions: { globals: { ...globals.browser, vis: "readonly" } } },
  { files: ["**/*.mjs"], languageOptions: { globals: globals.node } },
];
