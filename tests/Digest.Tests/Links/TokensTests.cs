using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

using Digest.Links;

using Shouldly;

using Xunit;

namespace Digest.Tests.Links;

public sealed class TokensTests
{
    private static readonly byte[] Old = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] New = RandomNumberGenerator.GetBytes(48);
    private readonly Tokens _tokens = new(new LinkKeys([Old]));

    [Fact]
    public void Gives_back_the_number_for_the_same_purpose_only()
    {
        foreach (var purpose in Enum.GetValues<TokenPurpose>())
        {
            var token = _tokens.Make(purpose, 4711);
            foreach (var other in Enum.GetValues<TokenPurpose>())
            {
                _tokens.Open(other, token).ShouldBe(other == purpose ? 4711 : null);
            }
        }
    }

    [Fact]
    public void Makes_the_same_token_each_time() =>
        _tokens.Make(TokenPurpose.Confirm, 7).ShouldBe(new Tokens(new LinkKeys([Old])).Make(TokenPurpose.Confirm, 7));

    [Fact]
    public void Refuses_every_flipped_bit_of_fifty_tokens()
    {
        for (var n = 1; n <= 50; n++)
        {
            var bytes = Base64Url.DecodeFromChars(_tokens.Make(TokenPurpose.Unsubscribe, n));
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                _tokens.Open(TokenPurpose.Unsubscribe, Base64Url.EncodeToString(bytes)).ShouldBeNull();
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Refuses_every_other_spelling_of_a_token()
    {
        var token = _tokens.Make(TokenPurpose.Preferences, 1);
        for (var i = 0; i < token.Length; i++)
        {
            _tokens.Open(TokenPurpose.Preferences, token[..i]).ShouldBeNull();
            _tokens.Open(TokenPurpose.Preferences, token.Remove(i, 1).Insert(i, " ")).ShouldBeNull();
            _tokens.Open(TokenPurpose.Preferences, token.Insert(i, "A")).ShouldBeNull();
        }

        foreach (var wrong in new[] { null, "", " " + token, token + "=", token + "A", token + token, new string('é', 22), new string('A', 22), new string('=', 22), new string('é', 48), new string('A', 48), new string('=', 48) })
        {
            _tokens.Open(TokenPurpose.Preferences, wrong).ShouldBeNull();
        }
    }

    [Fact]
    public void Refuses_a_last_character_that_says_the_same_in_other_words()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = _tokens.Make(TokenPurpose.Unsubscribe, 1);

        Alphabet.Count(last => _tokens.Open(TokenPurpose.Unsubscribe, token[..^1] + last) is not null).ShouldBe(1);
    }

    [Fact]
    public void Opens_what_stands_in_mails_of_before()
    {
        var token = SealedToken(TokenPurpose.Unsubscribe, 4711);

        token.Length.ShouldBe(48);
        _tokens.Open(TokenPurpose.Unsubscribe, token).ShouldBe(4711);
        _tokens.Open(TokenPurpose.Preferences, token).ShouldBeNull();
        new Tokens(new LinkKeys([New, Old])).Open(TokenPurpose.Unsubscribe, token).ShouldBe(4711);
        new Tokens(new LinkKeys([New])).Open(TokenPurpose.Unsubscribe, token).ShouldBeNull();
        _tokens.Open(TokenPurpose.Unsubscribe, (token[0] == 'A' ? "B" : "A") + token[1..]).ShouldBeNull();
    }

    [Fact]
    public void Shares_no_beginning_between_neighbours()
    {
        var tokens = Enumerable.Range(1, 2000).Select(n => _tokens.Make(TokenPurpose.Unsubscribe, n)).ToList();
        tokens.Select(t => t[..8]).Distinct().Count().ShouldBe(2000);
        tokens.ShouldAllBe(t => t.Length == 22);
    }

    [Fact]
    public void Opens_tokens_of_an_older_key_and_makes_new_ones_with_the_newest()
    {
        var before = _tokens.Make(TokenPurpose.Unsubscribe, 9);
        var rotated = new Tokens(new LinkKeys([New, Old]));

        rotated.Open(TokenPurpose.Unsubscribe, before).ShouldBe(9);
        rotated.Make(TokenPurpose.Unsubscribe, 9).ShouldBe(new Tokens(new LinkKeys([New])).Make(TokenPurpose.Unsubscribe, 9));
        new Tokens(new LinkKeys([New])).Open(TokenPurpose.Unsubscribe, before).ShouldBeNull();
    }

    // As they were made: nonce, number and tag.
    private static string SealedToken(TokenPurpose purpose, long number)
    {
        using var cipher = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, Old, 32, info: "digest link encrypt"u8.ToArray()), 16);
        var (token, plain) = (new byte[36], new byte[8]);
        BinaryPrimitives.WriteInt64BigEndian(plain, number);
        RandomNumberGenerator.Fill(token.AsSpan(0, 12));
        cipher.Encrypt(token.AsSpan(0, 12), plain, token.AsSpan(12, 8), token.AsSpan(20), Encoding.ASCII.GetBytes("digest-link-1:" + purpose));
        return Base64Url.EncodeToString(token);
    }
}
