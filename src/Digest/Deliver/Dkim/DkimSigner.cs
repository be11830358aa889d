using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Deliver.Dkim;

/// <summary>
/// Signs finished messages, relaxed/relaxed, over the octets that go to the wire (RFC 6376; Ed25519: RFC 8463). One object serves all
/// threads. Hashing and canonical form are made once, whatever the number of keys.
/// </summary>
public sealed class DkimSigner : IDisposable
{
    /// <summary>
    /// What is signed where it is there, as EMAIL.md 4 asks and more; never trace or resent fields. The sealed ones are named once
    /// more than they occur, so that nobody can add a second (RFC 6376, 8.15).
    /// </summary>
    private static readonly SignedName[] Signed =
    [
        new("from", true), new("to", true), new("cc", true), new("subject", true), new("date", true), new("message-id"), new("reply-to", true),
        new("mime-version"), new("content-type"), new("content-transfer-encoding"), new("list-id"), new("list-unsubscribe", true),
        new("list-unsubscribe-post", true), new("feedback-id"), new("precedence"), new("auto-submitted"), new("in-reply-to"), new("references"),
    ];

    private static readonly SearchValues<byte> DomainEnds = SearchValues.Create("> \t\r\n,;\"("u8);

    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly string? _domain;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<LoadedKey> _keys;

    /// <summary>Reads the key files.</summary>
    /// <exception cref="IOException">A key file cannot be read; the message names it.</exception>
    /// <exception cref="CryptographicException">A key file holds no usable key; the message names it.</exception>
    public DkimSigner(DkimOptions options, TimeProvider clock)
        : this(options.Domain, options.Keys.Select(k => new LoadedKey(k.Selector, k.SignsFrom, DkimKeyFile.Read(k.File))).ToList(), clock)
    {
    }

    /// <summary>With keys already in hand; the signer disposes them.</summary>
    public DkimSigner(string? domain, IReadOnlyList<LoadedKey> keys, TimeProvider clock)
    {
        _domain = string.IsNullOrWhiteSpace(domain) ? null : domain.Trim().ToLowerInvariant();
        _keys = keys;
        _clock = clock;
    }

    /// <summary>False when no key signs (yet): <see cref="Sign(ReadOnlySpan{byte})"/> then adds nothing.</summary>
    public bool Enabled => _keys.Count > 0;

    /// <summary>The keys, those of a rotation to come included.</summary>
    public IReadOnlyList<LoadedKey> Keys => _keys;

    /// <summary>The header fields to put before the message, each with its CRLF: one for each kind of key.</summary>
    /// <param name="message">RFC 5322 with CRLF line ends, as it goes to the wire before dot-stuffing.</param>
    /// <exception cref="ArgumentException">The message has no From with a domain, or no proper header.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var into = new ArrayBufferWriter<byte>(1024);
        Sign(message, into);
        return into.WrittenSpan.ToArray();
    }

    /// <summary>As <see cref="Sign(ReadOnlySpan{byte})"/>, straight into a writer, with nothing allocated but the writer's own growth.</summary>
    public void Sign(ReadOnlySpan<byte> message, IBufferWriter<byte> into)
    {
        var now = _clock.GetUtcNow();
        if (!_keys.Any(k => k.SignsFrom is null || k.SignsFrom <= now))
        {
            return;
        }

        var scratch = _scratch ??= new Scratch();
        scratch.Fields.Clear();
        var body = HeaderFields.Find(message, scratch.Fields);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        BodyHash(message[body..], hash);
        var headers = scratch.Headers(message);
        var domain = _domain is null ? FromDomain(message, scratch) : Encoding.ASCII.GetBytes(_domain);
        foreach (var key in Signing(now))
        {
            Sign(key, domain, hash, headers, scratch, now, into);
        }
    }

    /// <summary>The keys that sign at an instant: of each kind the one that came last.</summary>
    public IEnumerable<LoadedKey> Signing(DateTimeOffset now)
    {
        for (var i = 0; i < _keys.Count; i++)
        {
            var (key, later) = (_keys[i], false);
            for (var j = 0; j < _keys.Count && !later; j++)
            {
                later = j != i && _keys[j].Key.Algorithm == key.Key.Algorithm && Began(_keys[j]) <= now.UtcTicks
                    && (Began(_keys[j]) > Began(key) || (Began(_keys[j]) == Began(key) && j < i));
            }

            if (!later && Began(key) <= now.UtcTicks)
            {
                yield return key;
            }
        }
    }

    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Key.Dispose();
        }
    }

    private static long Began(LoadedKey key) => key.SignsFrom?.UtcTicks ?? 0;

    private static void Sign(
        LoadedKey key, ReadOnlySpan<byte> domain, ReadOnlySpan<byte> bodyHash, ReadOnlySpan<byte> headers, Scratch scratch, DateTimeOffset now, IBufferWriter<byte> into)
    {
        var field = scratch.Field;
        field.ResetWrittenCount();
        WriteField(field, key, domain, bodyHash, scratch.SignedNames, now);

        // The signature covers the signed fields and its own field with b= empty, without a CRLF (RFC 6376, 3.7).
        var input = ArrayPool<byte>.Shared.Rent(headers.Length + field.WrittenCount + 16);
        headers.CopyTo(input);
        var length = headers.Length + Relaxed.Header("dkim-signature"u8, field.WrittenSpan["DKIM-Signature:".Length..], input.AsSpan(headers.Length));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(input);

        Span<byte> signature = stackalloc byte[key.Key.SignatureSize];
        var signed = key.Key.Sign(hash, signature);
        into.Write(field.WrittenSpan);
        WriteFolded(into, signature[..signed]);
        into.Write("\r\n"u8);
    }

    private static void WriteField(
        ArrayBufferWriter<byte> into, LoadedKey key, ReadOnlySpan<byte> domain, ReadOnlySpan<byte> bodyHash, ReadOnlySpan<byte> names, DateTimeOffset now)
    {
        into.Write("DKIM-Signature: v=1; a="u8);
        into.Write(key.AlgorithmBytes);
        into.Write("; c=relaxed/relaxed; d="u8);
        into.Write(domain);
        into.Write(";\r\n\ts="u8);
        into.Write(key.SelectorBytes);
        into.Write("; t="u8);
        Span<byte> number = stackalloc byte[20];
        Utf8Formatter.TryFormat(now.ToUnixTimeSeconds(), number, out var digits);
        into.Write(number[..digits]);
        into.Write(";\r\n\th="u8);
        into.Write(names);
        into.Write(";\r\n\tbh="u8);
        Span<byte> base64 = stackalloc byte[44];
        Base64.EncodeToUtf8(bodyHash, base64, out _, out _);
        into.Write(base64);
        into.Write(";\r\n\tb="u8);
    }

    private static void WriteFolded(IBufferWriter<byte> into, ReadOnlySpan<byte> signature)
    {
        Span<byte> base64 = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(signature.Length)];
        Base64.EncodeToUtf8(signature, base64, out _, out var length);
        for (ReadOnlySpan<byte> rest = base64[..length]; ;)
        {
            var line = Math.Min(rest.Length, 72);
            into.Write(rest[..line]);
            rest = rest[line..];
            if (rest.IsEmpty)
            {
                return;
            }

            into.Write("\r\n\t"u8);
        }
    }

    private static void BodyHash(ReadOnlySpan<byte> body, Span<byte> hash)
    {
        var canonical = ArrayPool<byte>.Shared.Rent(body.Length + 2);
        var length = Relaxed.Body(body, canonical);
        SHA256.HashData(canonical.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(canonical);
    }

    private static ReadOnlySpan<byte> FromDomain(ReadOnlySpan<byte> message, Scratch scratch)
    {
        foreach (var field in scratch.Fields)
        {
            if (HeaderFields.Is(message[field.Name], "from"u8))
            {
                var value = message[field.Value];
                var domain = value[(value.LastIndexOf((byte)'@') + 1)..];
                var end = domain.IndexOfAny(DomainEnds);
                domain = end < 0 ? domain : domain[..end];
                return domain.Length > 0 && domain.Length < value.Length ? domain : throw new ArgumentException("From has no domain to sign for.", nameof(message));
            }
        }

        throw new ArgumentException("The message has no From.", nameof(message));
    }

    private readonly struct SignedName(string name, bool seal = false)
    {
        public byte[] Name { get; } = Encoding.ASCII.GetBytes(name);

        public bool Sealed { get; } = seal;
    }

    /// <summary>A thread's buffers, reused from mail to mail.</summary>
    private sealed class Scratch
    {
        private readonly ArrayBufferWriter<byte> _headers = new(4096);
        private readonly ArrayBufferWriter<byte> _names = new(512);
        private int _lineLength;

        public List<HeaderField> Fields { get; } = new(32);

        public ArrayBufferWriter<byte> Field { get; } = new(1024);

        /// <summary>The h= list of the last call to <see cref="Headers"/>.</summary>
        public ReadOnlySpan<byte> SignedNames => _names.WrittenSpan;

        /// <summary>The signed fields in canonical form, of several of one name the last first (RFC 6376, 5.4.2).</summary>
        public ReadOnlySpan<byte> Headers(ReadOnlySpan<byte> message)
        {
            _headers.ResetWrittenCount();
            _names.ResetWrittenCount();
            _lineLength = 0;
            foreach (var signed in Signed)
            {
                for (var i = Fields.Count - 1; i >= 0; i--)
                {
                    if (HeaderFields.Is(message[Fields[i].Name], signed.Name))
                    {
                        Add(signed.Name, message[Fields[i].Value]);
                    }
                }

                if (signed.Sealed)
                {
                    AddName(signed.Name);
                }
            }

            return _headers.WrittenSpan;
        }

        private void Add(byte[] name, ReadOnlySpan<byte> value)
        {
            var room = _headers.GetSpan(name.Length + value.Length + 3);
            var written = Relaxed.Header(name, value, room);
            "\r\n"u8.CopyTo(room[written..]);
            _headers.Advance(written + 2);
            AddName(name);
        }

        private void AddName(byte[] name)
        {
            if (_names.WrittenCount > 0)
            {
                _names.Write(_lineLength + name.Length > 68 ? ":\r\n\t"u8 : ":"u8);
                _lineLength = _lineLength + name.Length > 68 ? 0 : _lineLength + 1;
            }

            _names.Write(name);
            _lineLength += name.Length;
        }
    }
}

/// <summary>A key with its selector, and from when on it signs (null: always).</summary>
public sealed record LoadedKey(string Selector, DateTimeOffset? SignsFrom, DkimKey Key)
{
    internal byte[] SelectorBytes { get; } = Encoding.ASCII.GetBytes(Selector);

    internal byte[] AlgorithmBytes { get; } = Encoding.ASCII.GetBytes(Key.Algorithm);
}
