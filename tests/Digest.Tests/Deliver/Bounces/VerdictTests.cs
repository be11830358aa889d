using Digest.Deliver.Bounces;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Bounces;

public sealed class VerdictTests
{
    [Theory]
    [InlineData("550 5.1.1 The email account that you tried to reach does not exist", null)]
    [InlineData("550 #5.1.0 Address rejected.", "5.0.0")]
    [InlineData("550 Requested action not taken: mailbox unavailable", null)]
    [InlineData("554 <reader@example.org>: Recipient address rejected: user Reader (sales) does not exist", "5.0.0")]
    [InlineData("Host or domain name not found. Name service error for name=exmaple.org type=A: Host not found", "5.4.4")]
    [InlineData("556 5.1.10 Recipient address has null MX", "5.1.10")]
    [InlineData("550 5.1.1 adresse d'au moins un destinataire invalide", null)]
    // Orange: the number of the rule is no reply code.
    [InlineData("Adresse d'au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]", null)]
    [InlineData("550 5.4.1 All recipient addresses rejected : Access denied", "5.4.1")]
    [InlineData("550 BAD_RECIPIENT - see the help page", "5.0.0")]
    [InlineData("553 5.3.0 <reader@example.org>... Addressee unknown, relay=[192.0.2.1]", "5.3.0")]
    [InlineData("550 reader@example.org...User unknown", "5.0.0")]
    [InlineData("550 Die Adresse reader@example.org gibt es nicht", "5.0.0")]
    [InlineData("550 L'adresse du destinataire est inconnue", "5.0.0")]
    [InlineData("550 El usuario indicado no existe en este servidor", "5.0.0")]
    [InlineData("550 Nie ma takiego użytkownika", "5.0.0")]
    [InlineData("550 Bu kullanıcı mevcut değil", "5.0.0")]
    [InlineData("550 Ящик получателя не существует", "5.0.0")]
    [InlineData("554 delivery error: dd This user doesn't have a example.org account (in reply to end of DATA command)", "5.0.0")]
    [InlineData("", "5.1.1")]
    public void Hard_when_the_address_is_gone(string words, string? status) => Verdict.Of(words, status, "failed").ShouldBe(BounceClass.Hard);

    [Theory]
    [InlineData("450 4.1.1 User unknown", "4.1.1")]
    [InlineData("550 5.2.2 <mailbox-full@example.org>... Mailbox full", "5.2.2")]
    [InlineData("550 5.2.1 The account has been disabled", "5.2.1")]
    [InlineData("Host not found, try again", "5.4.4")]
    [InlineData("Name service error for name=example.org type=MX: Malformed name server reply", "5.0.0")]
    [InlineData("550 directory lookup failed; user unknown at this time", "5.0.0")]
    [InlineData("552 Das Postfach des Empfängers ist zu voll", "5.0.0")]
    [InlineData("552 Buzón del usuario saturado", "5.0.0")]
    [InlineData("delivery temporarily suspended: connection timed out", "4.4.1")]
    [InlineData("", "5.0.0")]
    [InlineData("", null)]
    public void Soft_when_it_may_work_again_or_nothing_is_clear(string words, string? status) => Verdict.Of(words, status, "failed").ShouldBe(BounceClass.Soft);

    [Theory]
    [InlineData("550 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org", "5.7.1")]
    [InlineData("550 5.7.26 This mail is unauthenticated", "5.7.26")]
    [InlineData("554 5.7.1 : Sender address rejected: user unknown", "5.7.1")]
    [InlineData("552 5.3.4 Message size exceeds fixed limit", "5.3.4")]
    [InlineData("550 Unknown user (in reply to end of DATA command)", "5.0.0")]
    [InlineData("550 Too many invalid recipients", "5.0.0")]
    [InlineData("553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", "5.0.0")]
    public void Blocked_when_the_sender_or_the_message_is_refused(string words, string? status) => Verdict.Of(words, status, "failed").ShouldBe(BounceClass.Blocked);

    [Theory]
    [InlineData("delivered", "2.0.0")]
    [InlineData("relayed", "2.0.0")]
    [InlineData("expanded", null)]
    public void Nothing_when_it_arrived(string action, string? status) => Verdict.Of("", status, action).ShouldBe(BounceClass.None);

    // Mailboxes are called all kinds of things, and help pages too.
    [Fact]
    public void Names_and_links_are_not_words() =>
        Verdict.Of("451 4.3.0 <user-unknown@no-such-user.example> later, see https://example.org/help/mailbox-not-found", "4.3.0", "failed").ShouldBe(BounceClass.Soft);

    [Theory]
    [InlineData("host 192.5.1.1 said: 554 no", null)]
    [InlineData("said: 550-5.1.1 unknown", "5.1.1")]
    [InlineData("550 5.0.0 4.7.1 later", "4.7.1")]
    public void Codes_are_not_taken_from_addresses(string words, string? code) => Verdict.Code(words).ShouldBe(code);
}
