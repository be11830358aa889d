using System.Security.Cryptography;
using System.Text;

using Digest.Store;

namespace Digest.Subscribers;

/// <summary>
/// What stays of an address where the address itself must not: a keyed hash, the same each time, that only this installation can
/// compare with (HMAC-SHA256; without the key a list of known addresses does not undo it).
/// </summary>
public sealed class AddressHash
{
    public const string Prefix = "hash:";

    private readonly byte[] _key;

    /// <exception cref="InvalidOperationException">The configured key file is too short to be a secret.</exception>
    public AddressHash(SubscribersOptions options, StoreOptions store)
    {
        var text = string.IsNullOrWhiteSpace(options.AddressKeyFile)
            ? SecretFile.ReadOrMake(store.Directory, "address.key")
            : File.ReadAllText(options.AddressKeyFile).Trim();
        _key = text.Length >= 32
            ? SHA256.HashData(Encoding.UTF8.GetBytes(text))
            : throw new InvalidOperationException("Subscribers:AddressKeyFile: the key must have 32 characters or more (openssl rand -base64 32 makes one).");
    }

    /// <summary>hash: and 64 hex digits, of the address as it is compared (<see cref="Address.Folded"/>).</summary>
    public string Of(string address) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Address.Fold(address))));
}
