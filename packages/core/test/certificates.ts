// Makes certificates for TLS servers in tests: by an authority of its own, and wrong in whichever way a test wants.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its key, in PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certified {
  /** For `localhost` and 127.0.0.1, valid now, unless it is to be otherwise. */
  issue(different?: Partial<Identity>): Certified;
}

interface Identity {
  /** A DNS name. */
  readonly host: string;
  readonly address: readonly number[];
  readonly from: Date;
  readonly to: Date;
}

const DAY_MS = 86_400_000;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);
const valid = (): Identity => ({
  host: 'localhost',
  address: [127, 0, 0, 1],
  from: daysFromNow(-1),
  to: daysFromNow(2),
});

export const expired: Partial<Identity> = { from: daysFromNow(-3), to: daysFromNow(-1) };
export const notYetValid: Partial<Identity> = { from: daysFromNow(1), to: daysFromNow(2) };
export const forAnotherHost: Partial<Identity> = { host: 'elsewhere.example.com', address: [192, 0, 2, 1] };

/** @param name as it appears in the certificates it issues */
export function authority(name: string): Authority {
  const keys = keyPair();
  const own = certificate(name, keys.publicKey, name, keys.privateKey, valid(), [basicConstraints(true)]);
  return {
    ...certified(own, keys.privateKey),
    issue(different = {}) {
      const identity = { ...valid(), ...different };
      const leaf = keyPair();
      const extensions = [basicConstraints(false), alternativeNames(identity)];
      return certified(
        certificate(identity.host, leaf.publicKey, name, keys.privateKey, identity, extensions),
        leaf.privateKey,
      );
    },
  };
}

/** By nobody but itself. */
export function selfSigned(): Certified {
  const { publicKey, privateKey } = keyPair();
  const identity = valid();
  const extensions = [basicConstraints(false), alternativeNames(identity)];
  return certified(
    certificate('localhost', publicKey, 'localhost', privateKey, identity, extensions),
    privateKey,
  );
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

function certified(der: Buffer, key: KeyObject): Certified {
  const base64 = der.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

// X.509 in DER: a value is its tag, its length and what it holds.

function der(tag: number, ...content: (Buffer | readonly number[])[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  const length =
    bytes.length < 128
      ? [bytes.length]
      : bytes.length < 256
        ? [0x81, bytes.length]
        : [0x82, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), bytes]);
}

const sequence = (...content: Buffer[]) => der(0x30, ...content);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');

const distinguishedName = (name: string) =>
  sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));

/** As `YYYYMMDDHHMMSSZ`. */
const time = (date: Date) =>
  der(0x18, Buffer.from(`${date.toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`));

const extension = (id: Buffer, isCritical: boolean, value: Buffer) =>
  sequence(id, ...(isCritical ? [der(0x01, [0xff])] : []), der(0x04, value));

const basicConstraints = (isAuthority: boolean) =>
  extension(oid('551d13'), true, sequence(...(isAuthority ? [der(0x01, [0xff])] : [])));

const alternativeNames = ({ host, address }: Identity) =>
  extension(oid('551d11'), false, sequence(der(0x82, Buffer.from(host)), der(0x87, address)));

function certificate(
  subject: string,
  publicKey: KeyObject,
  issuer: string,
  issuerKey: KeyObject,
  { from, to }: Identity,
  extensions: readonly Buffer[],
): Buffer {
  const body = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, [0x01], randomBytes(8)),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer),
    sequence(time(from), time(to)),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  return sequence(body, ECDSA_WITH_SHA256, der(0x03, [0], sign('sha256', body, issuerKey)));
}
