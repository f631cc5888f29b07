import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import css from "./DataList.module.css";
import type { LinesProps } from "./DataList.tsx";

const GROUP_PX = 36;

/** The lines of a long list: only those in sight, and some around them, exist. The window scrolls. */
export default function VirtualLines({ keys, isGroup, rowHeight, line, onReady, onShown }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = (box.current?.getBoundingClientRect().top ?? 0) + scrollY;
    setMargin((old) => (Math.abs(old - top) > 1 ? top : old));
  });
  const virtual = useWindowVirtualizer({
    count: keys.length,
    estimateSize: (index) => (isGroup(index) ? GROUP_PX : rowHeight),
    getItemKey: (index) => keys[index] ?? index,
    overscan: 6,
    scrollMargin: margin,
    scrollPaddingStart: 72,
    scrollPaddingEnd: 96,
  });
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(onShown);
  useEffect(() => ready.current((index) => virtual.scrollToIndex(index)), [virtual]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table.
    <div ref={box} role="rowgroup" className={css.virtual} style={{ blockSize: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) =>
        line(index, {
          ref: virtual.measureElement,
          style: { transform: `translateY(${start - margin}px)` },
          "data-index": index,
        }),
      )}
    </div>
  );
}
