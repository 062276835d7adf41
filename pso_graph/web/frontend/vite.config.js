// Bundles what the SPARQL page loads beside the hand-written files; `assets.py` serves what is in `dist`.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Adds the licences of the packages that went into the bundle, which they ask to be told. */
const licences = {
  name: "licences",
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
    const folders = new Set(modules.map((module) => PACKAGE.exec(module)?.[0]).filter(Boolean));
    const source = [...folders].sort().map(readLicence).join("\n");
    this.emitFile({ type: "asset", fileName: "sparql-licences.txt", source });
  },
};

function readLicence(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return `# ${name} ${version}\n\n${readFileSync(join(folder, file), "utf8")}`;
}

export default defineConfig({
  base: "./",
  plugins: [licences],
  build: {
    outDir: "dist",
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: { sparql: "src/sparql.js" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "sparql-[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
