import { Link } from '@tanstack/react-router';
import styles from './Brand.module.css';

/** The name, which leads home. */
export function Brand() {
  return (
    <Link to="/" className={styles['brand']}>
      <span lang="ko" className={styles['mark']}>
        수강
      </span>{' '}
      Sugang
    </Link>
  );
}
