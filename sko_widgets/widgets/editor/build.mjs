// Builds the bundle that holds the editor, and the licences of what is in it.  `npm ci && node build.mjs` gives the same
// bytes each time: what goes in is named, with digests, in package-lock.json.  `--check` builds and compares only.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "bundle");

/** The digest that tests/test_editor_bundle.py makes too: of each file's name and text, with line ends as in git. */
function digest() {
  const made = createHash("sha256");
  for (const name of readdirSync(here).filter((one) => /\.(m?js|json)$/.test(one)).sort()) {
    made.update(`${name}\n${readFileSync(join(here, name), "utf8").replaceAll("\r\n", "\n")}\n`);
  }
  return made.digest("hex");
}

// The report's parser knows no code that is indented; in markdown-it's lists such code is written out.
const noCode = {
  name: "lists-without-code",
  setup(on) {
    on.onLoad({ filter: /rules_block[\\/]list\.mjs$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replaceAll("state.sCount[nextLine] - state.blkIndent >= 4", "false");
      if (source.split("blkIndent >= 4").length !== 3) throw new Error("markdown-it's lists have changed; look again");
      return { contents, loader: "js" };
    });
  },
};

const { outputFiles, metafile } = await build({
  absWorkingDir: here, entryPoints: ["main.js"], bundle: true, format: "esm", minify: true, charset: "utf8", target: "es2022",
  alias: Object.fromEntries(["entities", "linkify-it", "mdurl", "punycode.js"].map((name) => [name, "./unused.js"])),
  legalComments: "none", write: false, metafile: true, plugins: [noCode],
});

const packages = [...new Set(Object.keys(metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]))]
  .filter(Boolean).sort();
const licences = packages.map((name) => {
  const folder = join(here, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no licence`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim()}\n`;
});

const rule = `\n${"-".repeat(80)}\n\n`;
const made = {
  "editor.js": `/* Made by editor/build.mjs from sha256 ${digest()}; licences in LICENSES.txt */\n${outputFiles[0].text}`,
  "LICENSES.txt": `What editor.js holds besides our own.\n${rule}${licences.join(rule)}`,
};
for (const [name, text] of Object.entries(made)) {
  if (!process.argv.includes("--check")) writeFileSync(join(out, name), text);
  else if (readFileSync(join(out, name), "utf8") !== text) throw new Error(`${name} is not what it was built from`);
}
