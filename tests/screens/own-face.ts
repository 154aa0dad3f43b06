import type { OwnFace } from "../../schema/face.ts";

/** A face that a region made in the designer, unlike any of the built-in ones. */
export const OWN_FACE: OwnFace = {
  colour: "#6b1b4e",
  companion: "#f4c9dd",
  pattern: "fujino",
  emblem: "kakisaka",
  picture: null,
  sound: "fujino",
};
