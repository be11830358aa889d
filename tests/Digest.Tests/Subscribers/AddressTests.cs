using Digest.Subscribers;

using Shouldly;

using Xunit;

namespace Digest.Tests.Subscribers;

public sealed class AddressTests
{
    [Theory]
    [InlineData("reader@example.org", "reader@example.org")]
    [InlineData("  Reader+tag@Example.ORG\t", "Reader+tag@example.org")]
    [InlineData("user@bücher.example", "user@xn--bcher-kva.example")]
    [InlineData("user@faß.example", "user@xn--fa-hia.example")]
    [InlineData("user@xn--bcher-kva.example", "user@xn--bcher-kva.example")]
    [InlineData("o'brien@sub.example.co", "o'brien@sub.example.co")]
    [InlineData("root@localhost", "root@localhost")]
    public void Takes_what_mail_can_be_sent_to(string typed, string text)
    {
        Address.TryParse(typed, out var address).ShouldBeTrue();
        address.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData(null, AddressFault.Empty)]
    [InlineData("   ", AddressFault.Empty)]
    [InlineData("reader.example.org", AddressFault.NoAt)]
    [InlineData("a@example.org, b@example.org", AddressFault.SeveralAddresses)]
    [InlineData("a@example.org;", AddressFault.SeveralAddresses)]
    [InlineData("a@b@example.org", AddressFault.SeveralAddresses)]
    [InlineData("a@example.org\r\nBcc: x@evil.example", AddressFault.Letters)]
    [InlineData("us\u200Ber@example.org", AddressFault.Letters)]
    [InlineData("user@\u200Bexample.org", AddressFault.Letters)]
    [InlineData("a b@example.org", AddressFault.LocalPart)]
    [InlineData(".a@example.org", AddressFault.LocalPart)]
    [InlineData("a..b@example.org", AddressFault.LocalPart)]
    [InlineData("\"a\"@example.org", AddressFault.LocalPart)]
    [InlineData("@example.org", AddressFault.LocalPart)]
    [InlineData("a@", AddressFault.Domain)]
    [InlineData("a@example.", AddressFault.Domain)]
    [InlineData("a@-example.org", AddressFault.Domain)]
    [InlineData("a@exam ple.org", AddressFault.Domain)]
    [InlineData("a@[127.0.0.1]", AddressFault.Domain)]
    [InlineData("a@127.0.0.1", AddressFault.Domain)]
    public void Says_what_is_wrong(string? typed, AddressFault fault)
    {
        Address.TryParse(typed, out _, out var found).ShouldBeFalse();
        found.ShouldBe(fault);
    }

    [Fact]
    public void Knows_its_limits()
    {
        Address.TryParse(new string('a', 64) + "@example.org", out _).ShouldBeTrue();
        Address.TryParse(new string('a', 65) + "@example.org", out _).ShouldBeFalse();
        Address.TryParse($"a@{new string('b', 64)}.org", out _).ShouldBeFalse();
        Address.TryParse($"a@{string.Join('.', Enumerable.Repeat(new string('b', 62), 4))}.org", out _).ShouldBeFalse();
        Address.TryParse(new string('a', 1_000_000) + "@example.org", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("j.o.h.n+news@gmail.com", "john@gmail.com")]
    [InlineData("John@googlemail.com", "john@gmail.com")]
    [InlineData("jane+a@example.org", "jane@example.org")]
    [InlineData("+@example.org", "+@example.org")]
    public void Counts_variants_of_a_mailbox_as_one_person(string typed, string key)
    {
        Address.TryParse(typed, out var address).ShouldBeTrue();
        address.LimitKey.ShouldBe(key);
    }

    [Fact]
    public void Shows_only_enough_to_be_known_by()
    {
        Address.Mask("jane.doe@example.org").ShouldBe("j•••@example.org");
        Address.Mask("").ShouldBe("•••");
    }
}
