/** The mark of Diwan: the eight-point star of two squares, one stroke. */
export const StarMark = ({ size = 26 }: { size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 26 26"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.75"
    aria-hidden="true"
  >
    <path
      strokeLinejoin="round"
      d="M13 1.6l3.3 3.4h4.7v4.7l3.4 3.3-3.4 3.3V21h-4.7L13 24.4 9.7 21H5v-4.7L1.6 13 5 9.7V5h4.7z"
    />
    <circle cx="13" cy="13" r="4.6" />
  </svg>
);

/** A quiet line drawing of the same star within its lattice, for empty places only. */
export const StarDrawing = () => (
  <svg
    width="96"
    height="96"
    viewBox="0 0 96 96"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.25"
    aria-hidden="true"
  >
    <rect x="24" y="24" width="48" height="48" />
    <rect x="24" y="24" width="48" height="48" transform="rotate(45 48 48)" />
    <circle cx="48" cy="48" r="14" />
    <path d="M48 34v28M34 48h28M38.1 38.1l19.8 19.8M57.9 38.1L38.1 57.9" opacity="0.45" />
    <path d="M48 14V2M48 94V82M14 48H2M94 48H82M24 24l-9-9M72 24l9-9M24 72l-9 9M72 72l9 9" opacity="0.6" />
  </svg>
);
