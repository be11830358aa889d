using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class VerpTests
{
    [Fact]
    public void The_envelope_sender_names_the_mail_and_gives_it_back()
    {
        var sender = Verp.Sender("3f2a@digest.example");

        sender.ShouldBe("bounce+3f2a@digest.example");
        Verp.MessageId(sender).ShouldBe("3f2a@digest.example");
        Verp.MessageId($" <{sender.ToUpperInvariant()}> ").ShouldBe("3F2A@DIGEST.EXAMPLE");
    }

    [Theory]
    [InlineData("bounce@digest.example")]
    [InlineData("bounce+@digest.example")]
    [InlineData("reader+bounce+1@digest.example")]
    [InlineData("")]
    public void Other_addresses_name_no_mail(string address) => Verp.MessageId(address).ShouldBeNull();
}
