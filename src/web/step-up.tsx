import { createContext, type ReactNode, Suspense, useCallback, useContext, useRef, useState } from "react";
import { stepUp } from "./feature.ts";
import { ApiProblem } from "./http.ts";
import { useSlot } from "./slots.ts";

/** The refusal that a fresh proof of identity lifts. */
const REQUIRED = "accounts.step_up_required";

type Ask = () => Promise<boolean>;
const StepUpContext = createContext<Ask>(async () => false);

/** Shows the dialog of the `stepUp` slot when an act below it is refused for want of a fresh proof. */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const Dialog = useSlot(stepUp)[0]?.Dialog;
  const [open, setOpen] = useState(false);
  const answer = useRef<(proved: boolean) => void>(undefined);
  const ask = useCallback<Ask>(() => {
    if (!Dialog) return Promise.resolve(false);
    setOpen(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, [Dialog]);
  const close = (proved: boolean): void => {
    setOpen(false);
    answer.current?.(proved);
  };
  return (
    <StepUpContext value={ask}>
      {children}
      {open && Dialog && (
        <Suspense>
          <Dialog onDone={() => close(true)} onCancel={() => close(false)} />
        </Suspense>
      )}
    </StepUpContext>
  );
}

/** Asks for a fresh proof of identity; false when the person gives up. */
export const useProof = (): Ask => useContext(StepUpContext);

/**
 * Runs a grave act: `await withStepUp(() => post(...))`. Refused for want of a fresh proof, it asks for one and runs the
 * act once more; the refusal stands when the person gives up.
 */
export function useStepUp(): <T>(act: () => Promise<T>) => Promise<T> {
  const ask = useProof();
  return useCallback(
    async (act) => {
      try {
        return await act();
      } catch (error) {
        const wanted = error instanceof ApiProblem && error.code === REQUIRED;
        if (!wanted || !(await ask())) throw error;
        return act();
      }
    },
    [ask],
  );
}
