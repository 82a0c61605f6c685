import type { Inputs } from './inputs.ts';

/** The inputs of a run never change: what is made from them is made once, when it is first wanted. */
export function once<Value>(make: (inputs: Inputs) => Value): (inputs: Inputs) => Value {
  let made: { readonly value: Value } | undefined;
  return (inputs) => {
    made ??= { value: make(inputs) };
    return made.value;
  };
}
