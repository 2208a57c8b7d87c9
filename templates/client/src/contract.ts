/**
 * The hash of the contract that this client was generated from; every call carries it.
 *
 * The compiler writes the real module beside the built library; this one is for its tests.
 */
export const contract: string = "";
