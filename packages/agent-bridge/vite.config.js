/** The console: static files beside the compiled server. */
export default {
	root: "src/console",
	base: "./",
	build: { outDir: "../../dist/console", emptyOutDir: true, target: "es2022" },
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
