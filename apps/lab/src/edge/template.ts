/**
 * Fills the `{{names}}` of a template. A line that holds nothing but a name takes a value of several lines with its
 * own indentation, and vanishes when the value is empty.
 *
 * @throws Error when the template has a name without a value
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  const valueOf = (name: string): string => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template has {{${name}}}, for which there is no value.`);
    return value;
  };
  return template
    .replace(/^([ \t]*)\{\{(\w+)\}\}[ \t]*\n/gm, (_, indentation: string, name: string) =>
      indent(valueOf(name), indentation),
    )
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => valueOf(name));
}

function indent(text: string, indentation: string): string {
  if (text === '') return '';
  return `${text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : indentation + line))
    .join('\n')}\n`;
}
