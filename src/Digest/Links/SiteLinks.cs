using System.Globalization;

namespace Digest.Links;

/// <summary>Every address that mails and pages share, absolute, from Site:BaseUrl and never from a request's Host.</summary>
public sealed class SiteLinks(SiteOptions options, Tokens tokens)
{
    private readonly string _base = options.BaseUrl.TrimEnd('/');

    public string Front() => _base + "/";

    public string SubscribePage() => _base + "/subscribe";

    public string Privacy() => _base + "/privacy";

    public string StyleSheet() => _base + "/style.css";

    /// <summary>A story's full coverage.</summary>
    public string Story(long storyId) => $"{_base}/story/{Text(storyId)}";

    /// <summary>A past edition; without anything of a reader.</summary>
    public string EditionPage(long number) => $"{_base}/editions/{Text(number)}";

    /// <summary>One topic's stories of today, by its key (science).</summary>
    public string TopicPage(string key) => $"{_base}/topics/{key}";

    /// <summary>Shows a button that confirms the parked sign-up (or the new address).</summary>
    public string Confirm(long signUpId) => $"{_base}/confirm/{tokens.Make(TokenPurpose.Confirm, signUpId)}";

    public string Preferences(long subscriberId) => $"{_base}/preferences/{tokens.Make(TokenPurpose.Preferences, subscriberId)}";

    /// <summary>For List-Unsubscribe and the footer: GET shows a button, POST acts (RFC 8058).</summary>
    public string Unsubscribe(long subscriberId) => $"{_base}/u/{UnsubscribeToken(subscriberId)}";

    /// <summary>For the farewell mail: GET shows a button that takes the unsubscription back.</summary>
    public string Undo(long subscriberId) => Unsubscribe(subscriberId) + "/undo";

    /// <summary>The part of the preferences where a pause is chosen.</summary>
    public string Pause(long subscriberId) => Preferences(subscriberId) + "#pause";

    /// <summary>What "more like this, less, mute" of an issue begin with: /STORY/VERDICT follows. GET shows a button, POST acts.</summary>
    public string Feedback(long issueId) => $"{_base}/f/{tokens.Make(TokenPurpose.Feedback, issueId)}";

    /// <summary>The mailto of List-Unsubscribe: the token is the subject, the mailbox is read by Deliver.</summary>
    public string UnsubscribeMailto(long subscriberId) =>
        $"mailto:unsubscribe@{Domain}?subject={UnsubscribeToken(subscriberId)}";

    /// <summary>The domain of the From address, which Message-ID, List-Id and envelopes are made of.</summary>
    public string Domain { get; } = options.From[(options.From.LastIndexOf('@') + 1)..];

    private string UnsubscribeToken(long subscriberId) => tokens.Make(TokenPurpose.Unsubscribe, subscriberId);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
