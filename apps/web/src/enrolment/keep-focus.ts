import { useLayoutEffect, useRef } from 'react';

/**
 * Keeps the focus in a part of the page whose buttons come and go: who has pressed "Enrol" by keyboard must not be sent back to
 * the top of the page because the button is gone. Spread the result on the part.
 */
export function useKeepFocus<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const isInside = useRef(false);
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body) ref.current?.focus();
  });
  return {
    ref,
    tabIndex: -1,
    onFocus: () => {
      isInside.current = true;
    },
    onBlur: ({ relatedTarget }: React.FocusEvent) => {
      // Without a new target, the focused button itself may have gone.
      if (relatedTarget && !ref.current?.contains(relatedTarget)) isInside.current = false;
    },
  };
}
