import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Who a customer is on the shop's page: random, and known to nobody else. */
export type CustomerId = string & { readonly customerId: unique symbol };

/** Issues and checks the cookie by which a customer proves who they are. */
export interface CustomerCookies {
	/** A new customer, and the `Set-Cookie` header that makes them known from now on. */
	issue(): { readonly customer: CustomerId; readonly header: string };
	/** The customer whom a `Cookie` header proves, if it does. */
	read(header: string | undefined): CustomerId | undefined;
}

export interface CookieOptions {
	/** At least 32 random bytes that no one else has. */
	readonly secret: Buffer;
	/** Whether the page is only ever served over HTTPS. */
	readonly secure?: boolean;
}

const name = "shop_customer";
const halfYear = 15_552_000;
const customerId = /^[\w-]{22}$/;

/**
 * The cookie is `id.signature`: an id that cannot be guessed, signed so that none can be made up. Scripts cannot
 * read it, and other sites cannot send it.
 */
export function customerCookies({ secret, secure = false }: CookieOptions): CustomerCookies {
	const sign = (id: string) => createHmac("sha256", secret).update(`${name}:${id}`).digest("base64url");
	const attributes = `Path=/; Max-Age=${halfYear}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
	return {
		issue() {
			const customer = randomBytes(16).toString("base64url") as CustomerId;
			return { customer, header: `${name}=${customer}.${sign(customer)}; ${attributes}` };
		},
		read(header) {
			for (const value of valuesOf(header)) {
				const [id = "", signature = ""] = value.split(".");
				if (customerId.test(id) && isEqual(signature, sign(id))) return id as CustomerId;
			}
			return undefined;
		},
	};
}

/** All cookies of our name: a browser may send several, and a forged one must not hide the true one. */
function valuesOf(header = ""): readonly string[] {
	return header
		.split(";")
		.map((cookie) => cookie.trim())
		.filter((cookie) => cookie.startsWith(`${name}=`))
		.map((cookie) => cookie.slice(name.length + 1));
}

function isEqual(given: string, expected: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
}
