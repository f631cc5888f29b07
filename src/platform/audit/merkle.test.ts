import { describe, expect, test } from "vitest";
import { Frontier } from "./frontier.ts";
import {
  consistencyRanges,
  EMPTY_ROOT,
  foldRoot,
  type Hash,
  inclusionRanges,
  leafHash,
  nodeHash,
  perfectSubtrees,
  type Range,
} from "./merkle.ts";
import { verifyConsistency, verifyInclusion } from "./proofs.ts";

/** The published vectors of certificate-transparency (RFC 6962): eight leaves and the root of each prefix. */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const PATH_OF_FIRST = [
  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
];
const PROOF_6_TO_8 = [
  "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
  "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
];
const EXHAUSTIVE = 130;

/** The definition of RFC 6962 section 2.1, word for word. */
function treeHash(leaves: readonly Hash[]): Hash {
  if (leaves.length <= 1) return leaves[0] ?? EMPTY_ROOT;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

const leaves = Array.from({ length: EXHAUSTIVE }, (_, i) => leafHash(Buffer.of(i)));
const roots = Array.from({ length: EXHAUSTIVE + 1 }, (_, size) => treeHash(leaves.slice(0, size)));
const known = new Map<string, Hash>();
const hashOf = ({ from, to }: Range): Hash => {
  const hash = known.get(`${from}-${to}`) ?? treeHash(leaves.slice(from, to));
  known.set(`${from}-${to}`, hash);
  return hash;
};

describe("the published vectors", () => {
  const published = LEAVES.map((hex) => leafHash(Buffer.from(hex, "hex")));
  test("give their roots", () => {
    const tree = new Frontier();
    expect(tree.root().toString("hex")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (const [i, leaf] of published.entries()) {
      tree.append(leaf);
      expect(tree.root().toString("hex")).toBe(ROOTS[i]);
    }
  });
  test("give their audit path and consistency proof", () => {
    const hex = (ranges: Range[]) => ranges.map(({ from, to }) => treeHash(published.slice(from, to)).toString("hex"));
    expect(hex(inclusionRanges(0, 8))).toEqual(PATH_OF_FIRST);
    expect(hex(consistencyRanges(6, 8))).toEqual(PROOF_6_TO_8);
  });
});

describe("for every tree of up to 130 leaves", () => {
  test("the frontier, whole or resumed, has the root of the definition", () => {
    for (let size = 0; size < EXHAUSTIVE; size++) {
      const resumed = Frontier.at(size, perfectSubtrees({ from: 0, to: size }).map(rangeHash));
      expect(resumed.root()).toEqual(roots[size]);
      resumed.append(leaves[size]!);
      expect(resumed.root()).toEqual(roots[size + 1]);
    }
  });

  test("every inclusion proof holds, for its own leaf, place and root alone", () => {
    for (let size = 1; size <= EXHAUSTIVE; size++)
      for (let index = 0; index < size; index++) {
        const proof = inclusionRanges(index, size).map(hashOf);
        expect(verifyInclusion(leaves[index]!, index, size, proof, roots[size]!)).toBe(true);
        expect(verifyInclusion(leaves[(index + 1) % EXHAUSTIVE]!, index, size, proof, roots[size]!)).toBe(false);
        expect(verifyInclusion(leaves[index]!, index, size, proof, roots[size - 1]!)).toBe(false);
        if (proof.length > 0)
          expect(verifyInclusion(leaves[index]!, index, size, proof.slice(1), roots[size]!)).toBe(false);
        expect(verifyInclusion(leaves[index]!, index, size, [...proof, roots[0]!], roots[size]!)).toBe(false);
      }
  });

  test("every consistency proof holds, for its own two roots alone", () => {
    for (let size = 1; size <= EXHAUSTIVE; size++)
      for (let old = 1; old <= size; old++) {
        const proof = consistencyRanges(old, size).map(hashOf);
        expect(verifyConsistency(old, size, roots[old]!, roots[size]!, proof)).toBe(true);
        expect(verifyConsistency(old, size, roots[old - 1]!, roots[size]!, proof)).toBe(false);
        expect(verifyConsistency(old, size, roots[old]!, roots[old - 1]!, proof)).toBe(false);
        expect(verifyConsistency(old, size, roots[old]!, roots[size]!, [...proof, roots[0]!])).toBe(false);
      }
  });
});

function rangeHash({ level, index }: { level: number; index: number }): Hash {
  return hashOf({ from: index * 2 ** level, to: (index + 1) * 2 ** level });
}

test("a range is the root of its perfect subtrees", () => {
  for (let to = 1; to <= EXHAUSTIVE; to++)
    expect(foldRoot(perfectSubtrees({ from: 0, to }).map(rangeHash))).toEqual(roots[to]);
});
