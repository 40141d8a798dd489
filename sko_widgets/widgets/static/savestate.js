import { root } from "./shared/dom.js";
import { saveState } from "./shared/savestate.js";

export default {
  /** @param {{model: any, el: HTMLElement}} place */
  render({ model, el }) {
    const state = saveState(model.get("when"));
    root(model, el, "savestate").append(state.element);
    return state.leave;
  },
};
