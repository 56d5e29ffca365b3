// All platforms. The next one is a folder here, a folder in the schemas, and a line in this file.
import type { ConnectionConfig } from '@flowlink/schema';
import { bigcommerce } from './bigcommerce/bigcommerce.ts';
import type { Platform } from './platform.ts';

export const platforms: Readonly<Record<ConnectionConfig['platform'], Platform>> = { bigcommerce };
