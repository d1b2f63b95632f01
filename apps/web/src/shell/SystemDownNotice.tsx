import { Notice } from '../design/Notice.tsx';
import { defineMessages } from '../i18n/messages.ts';
import { useVariant } from '../variant/variant.ts';
import { useSystemDown } from './use-system-down.ts';

const useText = defineMessages('system-down', {
  en: {
    monolith: 'The monolith does not answer at all',
    msa: 'The microservices do not answer at all',
    next: 'We keep trying, and the page comes back by itself. The other variant is another system: it may be there.',
  },
  ko: {
    monolith: '모놀리스가 전혀 응답하지 않습니다',
    msa: '마이크로서비스가 전혀 응답하지 않습니다',
    next: '계속 연결을 시도하고 있으며, 복구되면 자동으로 돌아옵니다. 다른 구성은 별도의 시스템이므로 이용할 수 있을지도 모릅니다.',
  },
});

/** Says on every page that the whole variant is down, where a part would only speak of itself. */
export function SystemDownNotice() {
  const t = useText();
  const variant = useVariant();
  if (!useSystemDown(variant)) return null;
  return (
    <Notice kind="bad" title={t(variant)}>
      <p>{t('next')}</p>
    </Notice>
  );
}
