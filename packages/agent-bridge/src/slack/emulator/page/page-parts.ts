import type { EmulatedPerson, PersonParts } from "../person.js";
import type { User, Workspace } from "../state.js";
import type { World } from "../world.js";

/** What the page needs of the emulator. */
export interface PageParts {
	readonly world: World;
	readonly personOf: (workspace: Workspace, user: User) => EmulatedPerson;
	readonly partsOf: (workspace: Workspace, user: User) => PersonParts;
}
