/** The console: static files beside the compiled server. */
export default {
	root: "src/console/web",
	base: "./",
	build: { outDir: "../../../dist/console/web", emptyOutDir: true, target: "es2022" },
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
