/** The types of htm: its own file of types is taken for CommonJS, where `bind` is a member of `default`. */
declare module "htm" {
  const htm: {
    bind<Result>(
      h: (type: any, props: Record<string, any>, ...children: any[]) => Result,
    ): (strings: TemplateStringsArray, ...values: any[]) => Result | Result[];
  };
  export default htm;
}
