// Bundle and copy the libraries, and write down what they are: name, version, licence, sha256.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const target = "../corridors/report/page/vendor";
mkdirSync(target, { recursive: true });

const bundle = await build({
  entryPoints: ["echarts.js"],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "echarts",
  target: ["chrome90", "firefox90"],
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  write: false,
});

const packageOf = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
const read = (path) => readFileSync(`node_modules/${path}`, "utf8");
const tidy = (text) => text.replace(/\n?\/[/*]# sourceMappingURL=[^\n]*\n?/g, "\n");

const parts = [
  {
    name: "leaflet", licence: "BSD-2-Clause",
    files: { "leaflet.js": tidy(read("leaflet/dist/leaflet.js")),
             "leaflet.css": read("leaflet/dist/leaflet.css") },
    licences: { "leaflet.LICENSE.txt": read("leaflet/LICENSE") },
  },
  {
    name: "echarts", licence: "Apache-2.0",
    contains: { zrender: "BSD-3-Clause", tslib: "0BSD" },
    files: { "echarts.js": bundle.outputFiles[0].text },
    licences: { "echarts.LICENSE.txt": read("echarts/LICENSE"),
                "echarts.NOTICE.txt": read("echarts/NOTICE"),
                "zrender.LICENSE.txt": read("zrender/LICENSE"),
                "tslib.LICENSE.txt": read("tslib/LICENSE.txt") },
  },
];

const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const manifest = parts.map(({ name, licence, contains = {}, files, licences }) => {
  for (const [file, text] of Object.entries({ ...files, ...licences })) {
    writeFileSync(`${target}/${file}`, text);
  }
  return {
    name,
    version: packageOf(name).version,
    licence,
    contains: Object.entries(contains).map(([inner, words]) => (
      { name: inner, version: packageOf(inner).version, licence: words })),
    sha256: Object.fromEntries(Object.entries({ ...files, ...licences })
      .map(([file, text]) => [file, sha256(text)])),
  };
});
writeFileSync(`${target}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
for (const [file, text] of parts.flatMap((part) => Object.entries(part.files))) {
  console.log(`${file}: ${Math.round(text.length / 1000)} kB`);
}
