/** The console: static files beside the compiled server. */
export default {
	root: "src/console/web",
	base: "./",
	build: {
		outDir: "../../../dist/console/web",
		emptyOutDir: true,
		target: "es2022",
		cssTarget: ["chrome123", "firefox120", "safari17.5"],
		// The server's content policy allows no inlined files and no preload script.
		assetsInlineLimit: 0,
		modulePreload: false,
	},
	oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
