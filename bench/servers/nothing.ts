import { serve } from "../network/serve.js";

/** What a process takes to begin. */
serve({});
