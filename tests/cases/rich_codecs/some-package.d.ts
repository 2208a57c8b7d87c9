declare module "some-package" {
  export const moments: {
    decode(text: string): { readonly epoch: number };
    encode(moment: { readonly epoch: number }): string;
  };
}
