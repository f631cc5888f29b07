import { type Coordinate, foldRoot, type Hash, nodeHash, perfectSubtrees } from "./merkle.ts";

export interface PlacedHash extends Coordinate {
  hash: Hash;
}

/**
 * The right edge of a growing tree: the hashes of its perfect subtrees from left to right, at most one for each level.
 * It is all that is needed to append leaves and to know the root.
 */
export class Frontier {
  #size = 0;
  readonly #edge: PlacedHash[] = [];

  /** The frontier of a stored tree; `hashes` are those of `perfectSubtrees({ from: 0, to: size })`. */
  static at(size: number, hashes: readonly Hash[]): Frontier {
    const frontier = new Frontier();
    for (const [place, coordinate] of perfectSubtrees({ from: 0, to: size }).entries()) {
      frontier.#edge.push({ ...coordinate, hash: hashes[place]! });
    }
    frontier.#size = size;
    return frontier;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf; `completed` hears every interior node that this leaf completes, from the lowest up. */
  append(leaf: Hash, completed?: (node: PlacedHash) => void): void {
    let node: PlacedHash = { level: 0, index: this.#size, hash: leaf };
    for (let left = this.#edge.at(-1); left?.level === node.level; left = this.#edge.at(-1)) {
      this.#edge.pop();
      node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash) };
      completed?.(node);
    }
    this.#edge.push(node);
    this.#size++;
  }

  root(): Hash {
    return foldRoot(this.#edge.map((node) => node.hash));
  }

  copy(): Frontier {
    return Frontier.at(
      this.#size,
      this.#edge.map((node) => node.hash),
    );
  }
}
