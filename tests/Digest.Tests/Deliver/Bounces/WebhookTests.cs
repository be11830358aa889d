using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

using Digest.Deliver.Bounces;
using Digest.Deliver.Bounces.Webhooks;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Bounces;

/// <summary>The route on a real server, called as each provider calls it.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:digest";
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
    private readonly RSA _amazon = RSA.Create(2048);
    private readonly List<Uri> _fetched = [];
    private readonly Warned _log = new();
    private Exception? _fetchFails;
    private TestDatabase _test = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync(_clock);
        await _test.Database.WriteAsync(async s =>
        {
            await DeliveryStore.AddAsync(s, new NewDelivery
            {
                Kind = MailKind.Digest,
                Address = "reader@example.org",
                MessageId = Returned.MessageId,
                DueAt = _clock.GetUtcNow(),
                CreatedAt = _clock.GetUtcNow(),
                ExpiresAt = _clock.GetUtcNow().AddDays(1),
            });
            await s.ExecuteAsync("UPDATE deliveries SET handed_at = created_at");
        });
        await StartAsync(new WebhookOptions
        {
            SesTopics = [Topic],
            PostmarkLogin = "digest:secret",
            MailgunKey = "mailgun-key",
            SendGridKey = Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo()),
            GenericKey = "generic-key",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await _test.DisposeAsync();
        _amazon.Dispose();
    }

    [Fact]
    public async Task Postmark_proves_itself_by_its_login()
    {
        var body = """{"RecordType":"Bounce","Type":"HardBounce","Email":"reader@example.org","Description":"unknown"}""";

        (await PostAsync("postmark", body)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("postmark", body, ("Authorization", "Basic " + Convert.ToBase64String("digest:wrong"u8)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await ReasonAsync()).ShouldBeNull();
        (await PostAsync("postmark", body, ("Authorization", "Basic " + Convert.ToBase64String("digest:secret"u8)))).ShouldBe(HttpStatusCode.OK);
        (await ReasonAsync()).ShouldBe("hard-bounce");
    }

    [Fact]
    public async Task Mailgun_proves_itself_by_a_signed_and_fresh_token()
    {
        (await PostAsync("mailgun", Mailgun(_clock.GetUtcNow(), "other-key"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("mailgun", Mailgun(_clock.GetUtcNow().AddHours(-1), "mailgun-key"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("mailgun", Mailgun(_clock.GetUtcNow(), "mailgun-key"))).ShouldBe(HttpStatusCode.OK);
        (await ReasonAsync()).ShouldBe("complaint");
    }

    [Fact]
    public async Task SendGrid_proves_itself_by_an_elliptic_signature()
    {
        var body = $$"""[{"email":"reader@example.org","event":"bounce","type":"bounce","status":"5.1.1","reason":"550 5.1.1 user unknown","smtp-id":"<{{Returned.MessageId}}>"},{"event":"open","email":"reader@example.org"}]""";
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(Key.SignData(Encoding.UTF8.GetBytes(timestamp + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

        (await PostAsync("sendgrid", body + " ", (SendGrid.SignatureHeader, signature), (SendGrid.TimestampHeader, timestamp))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("sendgrid", body, (SendGrid.SignatureHeader, signature), (SendGrid.TimestampHeader, timestamp))).ShouldBe(HttpStatusCode.OK);
        (await ReasonAsync()).ShouldBe("hard-bounce");
    }

    [Fact]
    public async Task A_program_of_ones_own_signs_time_and_body()
    {
        var body = $$"""{"events":[{"class":"complaint","messageId":"{{Returned.MessageId}}"}]}""";
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("generic-key"u8, Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

        (await PostAsync("generic", body, (Generic.SignatureHeader, signature))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("generic", body, (Generic.SignatureHeader, signature), (Generic.TimestampHeader, timestamp))).ShouldBe(HttpStatusCode.OK);
        (await ReasonAsync()).ShouldBe("complaint");
    }

    [Fact]
    public async Task Ses_proves_itself_by_amazons_certificate_and_a_topic_of_ours()
    {
        var bounce = $$"""{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"NoEmail","bouncedRecipients":[{"emailAddress":"reader@example.org"}]},"mail":{"headers":[{"name":"Message-ID","value":"<{{Returned.MessageId}}>"}] } }""";

        (await PostAsync("ses", Sns(bounce, topic: Topic + "-other"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("ses", Sns(bounce, host: "sns.eu-west-1.amazonaws.com.evil.example"))).ShouldBe(HttpStatusCode.Unauthorized);
        _fetched.ShouldBeEmpty();
        (await PostAsync("ses", Sns(bounce).Replace("NoEmail", "Generic", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync("ses", Sns(bounce))).ShouldBe(HttpStatusCode.OK);
        (await ReasonAsync()).ShouldBe("hard-bounce");
        _fetched.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ses_messages_that_cannot_be_proved_just_now_are_asked_for_again_and_the_operator_is_told_once()
    {
        var bounce = Sns("{}");
        _fetchFails = new HttpRequestException("Name or service not known");
        using (var response = await _client.PostAsync(new Uri("/hooks/ses", UriKind.Relative), new StringContent(bounce)))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        }

        _fetchFails = new TaskCanceledException("the time is over");
        (await PostAsync("ses", bounce)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        _log.Warnings.ShouldHaveSingleItem().ShouldContain("Name or service not known");

        _fetchFails = new HttpRequestException("no such thing", null, HttpStatusCode.NotFound);
        (await PostAsync("ses", bounce)).ShouldBe(HttpStatusCode.Unauthorized);
        _fetchFails = null;
        (await PostAsync("ses", bounce)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ses_subscriptions_are_confirmed_when_they_are_genuine()
    {
        (await PostAsync("ses", Sns("please confirm", type: "SubscriptionConfirmation"))).ShouldBe(HttpStatusCode.OK);

        _fetched[^1].AbsoluteUri.ShouldBe("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task A_provider_nobody_set_is_not_there(string provider) => (await PostAsync(provider, "{}")).ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Oversized_and_shapeless_bodies_are_refused()
    {
        var login = ("Authorization", "Basic " + Convert.ToBase64String("digest:secret"u8));

        (await PostAsync("postmark", $$"""{"RecordType":"Open","Note":"{{new string('x', 200_000)}}"}""", login)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync("postmark", new string('x', 1024 * 1024 + 1), login)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync("postmark", "not json", login)).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("ses", "not json")).ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task StartAsync(WebhookOptions hooks)
    {
        var options = new BouncesOptions { Webhooks = hooks };
        var step = new BounceStep(_test.Database, options, _clock, NullLogger<BounceStep>.Instance);
        var route = new WebhookRoute(step, options, new Sns(options, FetchAsync, _clock), _clock, _log);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // As the program's own server, whose forms are small.
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = 64 * 1024);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/hooks/{provider}", route.HandleAsync);
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    private Task<string> FetchAsync(Uri address, CancellationToken ct)
    {
        if (_fetchFails is not null)
        {
            throw _fetchFails;
        }

        _fetched.Add(address);
        var request = new CertificateRequest("CN=sns.amazonaws.com", _amazon, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(_clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow().AddDays(1));
        return Task.FromResult(certificate.ExportCertificatePem());
    }

    private async Task<HttpStatusCode> PostAsync(string provider, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/" + provider) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<string?> ReasonAsync() =>
        (await _test.Database.ReadAsync(s => SuppressionStore.FindAsync(s, "reader@example.org", _clock.GetUtcNow())))?.Reason;

    private static string Mailgun(DateTimeOffset at, string key)
    {
        var (timestamp, token) = (at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), "t0ken");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(timestamp + token)));
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["signature"] = new { timestamp, token, signature },
            ["event-data"] = new { @event = "complained", recipient = "reader@example.org" },
        });
    }

    private string Sns(string message, string topic = Topic, string host = "sns.eu-west-1.amazonaws.com", string type = "Notification")
    {
        var fields = new Dictionary<string, string>
        {
            ["Type"] = type,
            ["MessageId"] = "1",
            ["TopicArn"] = topic,
            ["Message"] = message,
            ["Timestamp"] = "2026-11-24T07:00:00.000Z",
            ["Token"] = "token",
            ["SubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
            ["SignatureVersion"] = "2",
            ["SigningCertURL"] = $"https://{host}/SimpleNotificationService.pem",
        };
        var text = Digest.Deliver.Bounces.Webhooks.Sns.SignedText(JsonSerializer.SerializeToElement(fields));
        fields["Signature"] = Convert.ToBase64String(_amazon.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return JsonSerializer.Serialize(fields);
    }

    private sealed class Warned : ILogger<WebhookRoute>
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Warnings { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Warnings.Enqueue(formatter(state, exception));
            }
        }
    }
}
