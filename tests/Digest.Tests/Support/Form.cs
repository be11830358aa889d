using System.Text.RegularExpressions;

namespace Digest.Tests.Support;

/// <summary>Fills in and sends forms as a browser does.</summary>
public static partial class Form
{
    /// <summary>Sends fields, urlencoded.</summary>
    public static Task<HttpResponseMessage> PostAsync(this TestSite site, string path, params (string Name, string Value)[] fields) =>
        site.Client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>Opens the sign-up form, waits as long as a person takes, and sends it.</summary>
    public static async Task<HttpResponseMessage> SignUpAsync(this TestSite site, string address, params (string Name, string Value)[] fields)
    {
        var token = Hidden(await site.Client.GetStringAsync("/subscribe"), "form");
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        return await site.PostAsync("/subscribe", [("form", token), ("website", ""), ("address", address), ("choices", "1"), .. fields]);
    }

    /// <summary>A hidden field's value.</summary>
    public static string Hidden(string html, string name) =>
        Field().Matches(html).First(m => m.Groups["name"].Value == name).Groups["value"].Value;

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)">""")]
    private static partial Regex Field();
}
