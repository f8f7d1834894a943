/** For an element whose content scrolls without holding anything to focus: the keyboard must be able to reach it. */
export const scrollAreaProps = { tabIndex: 0 } as const
