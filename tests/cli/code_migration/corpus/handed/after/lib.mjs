export default {
  install(thing) {
    return thing;
  },
};
