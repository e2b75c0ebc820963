/** The customer's page: static files beside the compiled server. */
export default {
	root: "src/web",
	base: "/",
	build: { outDir: "../../dist/web", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
