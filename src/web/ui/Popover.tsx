import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import css from "./Popover.module.css";

type PopoverProps = {
  /** What it hangs on. */
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** Which edge of the anchor it is aligned with; `start` is the right edge in Arabic. */
  align?: "start" | "end";
  /** Names a popover that holds more than a menu. */
  label?: string;
  children: ReactNode;
};

const GAP_PX = 6;
const MARGIN_PX = 8;

/**
 * A small surface beside its anchor, above everything. Closes on Escape, on a press outside and when the focus leaves.
 * The one who opened it gets the focus back.
 */
export function Popover({ anchor, onClose, align = "start", label, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const place = (): void => {
      if (ref.current && anchor.current) put(ref.current, anchor.current, align);
    };
    place();
    const sizes = new ResizeObserver(place);
    if (ref.current) sizes.observe(ref.current);
    addEventListener("scroll", place, true);
    addEventListener("resize", place);
    return () => {
      sizes.disconnect();
      removeEventListener("scroll", place, true);
      removeEventListener("resize", place);
    };
  }, [anchor, align]);
  useEffect(() => {
    const outside = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (!ref.current?.contains(target) && !anchor.current?.contains(target)) close.current();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [anchor]);
  // Inside a modal dialog the rest of the page is inert: the popover must live in it.
  const home = anchor.current?.closest("dialog") ?? document.body;
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are listened to for what is inside.
    <div
      ref={ref}
      className={css.popover}
      {...(label && { role: "dialog", "aria-label": label })}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close.current();
        anchor.current?.focus();
      }}
      onBlur={(event) => {
        const next = event.relatedTarget as Node | null;
        if (next && !ref.current?.contains(next) && !anchor.current?.contains(next)) close.current();
      }}
    >
      {children}
    </div>,
    home,
  );
}

function put(popover: HTMLElement, anchor: HTMLElement, align: "start" | "end"): void {
  const rtl = getComputedStyle(anchor).direction === "rtl";
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const atLeft = (align === "start") !== rtl;
  const x = atLeft ? at.left : at.right - width;
  const below = at.bottom + GAP_PX;
  const above = at.top - GAP_PX - height;
  const fits = below + height <= innerHeight - MARGIN_PX;
  const y = fits || above < MARGIN_PX ? Math.min(below, Math.max(MARGIN_PX, innerHeight - height - MARGIN_PX)) : above;
  popover.style.setProperty("--x", `${Math.max(MARGIN_PX, Math.min(x, innerWidth - width - MARGIN_PX))}px`);
  popover.style.setProperty("--y", `${y}px`);
}
