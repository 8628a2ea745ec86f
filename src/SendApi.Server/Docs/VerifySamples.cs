namespace SendApi.Server.Docs;

/// <summary>How a receiver verifies a delivery, in the languages that most are written in. A test runs each.</summary>
public static class VerifySamples
{
    public const string CSharp = """
        static bool IsGenuine(string secret, IHeaderDictionary headers, byte[] body)
        {
            string? id = headers["webhook-id"], at = headers["webhook-timestamp"];
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            if (!long.TryParse(at, out var seconds) || Math.Abs(now - seconds) > 300)
                return false;

            var key = Convert.FromBase64String(secret["whsec_".Length..]);
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
            var hash = Convert.ToBase64String(HMACSHA256.HashData(key, signed));
            var expected = Encoding.UTF8.GetBytes("v1," + hash);
            return headers["webhook-signature"].ToString().Split(' ')
                .Select(one => Encoding.UTF8.GetBytes(one))
                .Any(one => CryptographicOperations.FixedTimeEquals(one, expected));
        }
        """;

    public const string Node = """
        import { createHmac, timingSafeEqual } from 'node:crypto';

        export function isGenuine(secret, headers, body) {
          const [id, at] = [headers['webhook-id'], headers['webhook-timestamp']];
          if (!(Math.abs(Date.now() / 1000 - at) <= 300)) return false;

          const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
          const hash = createHmac('sha256', key).update(`${id}.${at}.`).update(body);
          const expected = Buffer.from('v1,' + hash.digest('base64'));
          return (headers['webhook-signature'] ?? '').split(' ').map(one => Buffer.from(one))
            .some(one => one.length === expected.length && timingSafeEqual(one, expected));
        }
        """;

    public const string Python = """
        import base64, hashlib, hmac, time

        def is_genuine(secret: str, headers, body: bytes) -> bool:
            id, at = headers["webhook-id"], headers["webhook-timestamp"]
            if abs(time.time() - int(at)) > 300:
                return False

            key = base64.b64decode(secret.removeprefix("whsec_"))
            hash = hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
            expected = b"v1," + base64.b64encode(hash)
            return any(hmac.compare_digest(one.encode(), expected)
                       for one in headers["webhook-signature"].split(" "))
        """;
}
