// Checks that the scripts in the page are JavaScript of 2017, which browsers of 2018 know, and that the one that
// speaks to older browsers is of 2009.
"use strict";
const fs = require("fs");
const acorn = require("acorn");

const page = fs.readFileSync(process.argv[2], "utf8");
const scripts = [...page.matchAll(/<script(?<type> type="text\/plain")?[^>]*>(?<source>[^]*?)<\/script>/g)]
  .filter((script) => !script.groups.type)
  .map((script) => script.groups.source);
if (scripts.length !== 3) throw new Error(`3 scripts expected, ${scripts.length} found`);

for (const source of scripts) {
  const ecmaVersion = source.includes('"too-old"') && !source.includes("wasm_bindgen") ? 5 : 2017;
  try {
    acorn.parse(source, { ecmaVersion });
  } catch (error) {
    const line = source.split("\n")[(error.loc || { line: 1 }).line - 1];
    console.error(`not JavaScript of ${ecmaVersion}: ${error.message}\n${line}`);
    process.exit(1);
  }
}
