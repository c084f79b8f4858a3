/** Longer names are clamped to a few lines; the `title` attribute contains the full name. */
const MAX_SHORT_NAME = 24;

/** The attributes for the element of a name; for a long name: the class that clamps it, and the full name as its title. */
export function clampOf(name: string, className = ''): { class?: string; title?: string } {
  const isLong = name.length > MAX_SHORT_NAME;
  const classes = [className, isLong ? 'long' : ''].filter(Boolean).join(' ');
  return { ...(classes && { class: classes }), ...(isLong && { title: name }) };
}

/** A name that may break after its separators, and nowhere else. */
export function NameText({ text }: { text: string }) {
  if (text.length <= MAX_SHORT_NAME) return <>{text}</>;
  const segments = text.split(/(?<=[-_./:@])(?=[^-_./:@])/);
  return (
    <>
      {segments.map((segment, i) => (
        <>
          {i > 0 && <wbr />}
          {segment}
        </>
      ))}
    </>
  );
}

/** A name of a pacticipant, a branch or a version in a heading or a list. */
export function Name({ text }: { text: string }) {
  if (text.length <= MAX_SHORT_NAME) return <>{text}</>;
  return (
    <span {...clampOf(text)}>
      <NameText text={text} />
    </span>
  );
}
