import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/client.ts';
import { sectionQuery } from '../enrolment/queries.ts';
import { useVariant } from '../variant/variant.ts';

/** The section that a notification is of, in words; its id while nothing more is known. */
export function NotificationSection({ sectionId }: { readonly sectionId: string }) {
  const { data: section } = useQuery(sectionQuery(useApi(), useVariant(), sectionId));
  return section ? (
    <>
      <strong>{section.code}</strong> {section.title}
    </>
  ) : (
    sectionId
  );
}
