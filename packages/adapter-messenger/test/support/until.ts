/** Resolves when the condition holds. For what nobody tells of: calls that a server has got, facts in a store. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}
