using Digest.Deliver.Bounces;
using Digest.Deliver.Bounces.Webhooks;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Bounces;

/// <summary>What each provider's events mean.</summary>
public sealed class ProviderTests
{
    [Theory]
    [InlineData("HardBounce", BounceClass.Hard)]
    [InlineData("BadEmailAddress", BounceClass.Hard)]
    [InlineData("SoftBounce", BounceClass.Soft)]
    [InlineData("DnsError", BounceClass.Soft)]
    [InlineData("Blocked", BounceClass.Blocked)]
    [InlineData("DMARCPolicy", BounceClass.Blocked)]
    [InlineData("SpamComplaint", BounceClass.Complaint)]
    [InlineData("AutoResponder", BounceClass.AutoReply)]
    [InlineData("SomethingNew", BounceClass.Soft)]
    public void Postmarks_types(string type, BounceClass expected) =>
        Postmark.Read($$"""{"RecordType":"Bounce","Type":"{{type}}","Email":"reader@example.org"}""").ShouldNotBeNull().ShouldHaveSingleItem().Class.ShouldBe(expected);

    [Theory]
    [InlineData("permanent", "bounce", 550, "5.1.1 user unknown", BounceClass.Hard)]
    [InlineData("permanent", "suppress-bounce", 605, "not delivering to previously bounced address", BounceClass.Hard)]
    [InlineData("permanent", "generic", 554, "5.7.1 blocked for spam", BounceClass.Blocked)]
    [InlineData("permanent", "old", 602, "too old", BounceClass.Soft)]
    [InlineData("temporary", "generic", 450, "user unknown", BounceClass.Soft)]
    [InlineData("permanent", "suppress-complaint", 607, "", BounceClass.Complaint)]
    public void Mailguns_failures(string severity, string reason, int code, string message, BounceClass expected)
    {
        var body = $$"""{"event-data":{"event":"failed","severity":"{{severity}}","reason":"{{reason}}","recipient":"reader@example.org","delivery-status":{"code":{{code}},"message":"{{message}}"},"message":{"headers":{"message-id":"1@digest.example" } } } }""";

        var bounce = Mailgun.Read(body).ShouldNotBeNull().ShouldHaveSingleItem();
        bounce.Class.ShouldBe(expected);
        bounce.MessageId.ShouldBe("1@digest.example");
    }

    [Theory]
    [InlineData("bounce", "bounce", "550 5.1.1 user unknown", BounceClass.Hard)]
    [InlineData("bounce", "bounce", "552 5.2.2 mailbox full", BounceClass.Soft)]
    [InlineData("bounce", "blocked", "550 user unknown", BounceClass.Blocked)]
    [InlineData("dropped", "", "Bounced Address", BounceClass.Hard)]
    [InlineData("dropped", "", "Unsubscribed Address", BounceClass.None)]
    [InlineData("spamreport", "", "", BounceClass.Complaint)]
    public void SendGrids_events(string kind, string type, string reason, BounceClass expected) =>
        SendGrid.Read($$"""[{"email":"reader@example.org","event":"{{kind}}","type":"{{type}}","reason":"{{reason}}"}]""").ShouldNotBeNull().ShouldHaveSingleItem().Class.ShouldBe(expected);

    [Theory]
    [InlineData("Permanent", "General", "smtp; 550 5.1.1 user unknown", BounceClass.Hard)]
    [InlineData("Permanent", "General", "smtp; 550 5.7.1 blocked by policy", BounceClass.Blocked)]
    [InlineData("Permanent", "OnAccountSuppressionList", "", BounceClass.Hard)]
    [InlineData("Transient", "MailboxFull", "smtp; 552 mailbox full", BounceClass.Soft)]
    [InlineData("Transient", "General", "smtp; 550 user unknown", BounceClass.Soft)]
    [InlineData("Undetermined", "Undetermined", "", BounceClass.Soft)]
    public void Amazons_bounces(string type, string subType, string words, BounceClass expected)
    {
        var body = $$"""{"eventType":"Bounce","bounce":{"bounceType":"{{type}}","bounceSubType":"{{subType}}","bouncedRecipients":[{"emailAddress":"reader@example.org","diagnosticCode":"{{words}}"}]},"mail":{"commonHeaders":{"messageId":"<1@digest.example>" } } }""";

        var bounce = Ses.ReadNotification(body).ShouldNotBeNull();
        bounce.Class.ShouldBe(expected);
        bounce.MessageId.ShouldBe("1@digest.example");
    }

    [Theory]
    [InlineData("true", "ManualSuppression", "Recipient", BounceClass.None, true)]
    [InlineData("true", "HardBounce", "Recipient", BounceClass.Hard, false)]
    [InlineData("true", "SpamComplaint", "Recipient", BounceClass.Complaint, false)]
    public void Postmarks_changes_of_a_subscription(string suppress, string reason, string origin, BounceClass expected, bool unsubscribes)
    {
        var bounce = Postmark.Read($$"""{"RecordType":"SubscriptionChange","Recipient":"reader@example.org","SuppressSending":{{suppress}},"SuppressionReason":"{{reason}}","Origin":"{{origin}}"}""").ShouldNotBeNull().ShouldHaveSingleItem();

        (bounce.Class, bounce.Unsubscribes).ShouldBe((expected, unsubscribes));
        bounce.Recipients.ShouldHaveSingleItem().Address.ShouldBe("reader@example.org");
    }

    [Theory]
    [InlineData("false", "", "Recipient")]
    [InlineData("true", "ManualSuppression", "Admin")]
    public void Postmarks_other_changes_mean_nothing(string suppress, string reason, string origin) =>
        Postmark.Read($$"""{"RecordType":"SubscriptionChange","Recipient":"reader@example.org","SuppressSending":{{suppress}},"SuppressionReason":"{{reason}}","Origin":"{{origin}}"}""").ShouldNotBeNull().ShouldBeEmpty();

    [Fact]
    public void Mailguns_and_SendGrids_unsubscribes()
    {
        var mailgun = Mailgun.Read("""{"event-data":{"event":"unsubscribed","recipient":"reader@example.org","message":{"headers":{"message-id":"1@digest.example"}}}}""").ShouldNotBeNull();
        var sendGrid = SendGrid.Read("""[{"email":"reader@example.org","event":"group_unsubscribe","smtp-id":"<1@digest.example>"},{"email":"reader@example.org","event":"unsubscribe","smtp-id":"<1@digest.example>"},{"email":"reader@example.org","event":"group_resubscribe"}]""").ShouldNotBeNull();

        mailgun.Concat(sendGrid).Select(b => (b.Unsubscribes, b.MessageId)).ShouldBe(Enumerable.Repeat((true, (string?)"1@digest.example"), 3));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("{\"RecordType\":\"Bounce\",\"Email\":7}")]
    [InlineData("{\"events\":[1,{},{\"class\":\"odd\",\"address\":\"a@b.example\"}]}")]
    [InlineData("[1,null,{\"event\":\"bounce\"}]")]
    [InlineData("{\"event-data\":[]}")]
    [InlineData("{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[1,{}]}}")]
    public void Odd_json_means_nothing(string body)
    {
        var all = new[] { Postmark.Read(body), Mailgun.Read(body), SendGrid.Read(body), Generic.Read(body) }.SelectMany(b => b ?? []).ToList();

        all.ShouldBeEmpty();
        (Ses.ReadNotification(body)?.Recipients ?? []).ShouldBeEmpty();
    }
}
