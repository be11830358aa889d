using System.Text;

namespace Digest.Tests.Deliver.Dkim;

/// <summary>A digest as it goes to the wire.</summary>
internal static class Mails
{
    public static byte[] Digest(string body = "The lead story.\r\n") => Encoding.UTF8.GetBytes(
        "From: Digest <news@digest.example>\r\n" +
        "To: reader@example.org\r\n" +
        "Reply-To: editor@digest.example\r\n" +
        "Subject: Storm reaches the coast,\r\n\tand  eleven more stories \r\n" +
        "Date: Tue, 24 Nov 2026 06:00:00 +0000\r\n" +
        "Message-ID: <1.42@digest.example>\r\n" +
        "List-Id: Digest <digest.digest.example>\r\n" +
        "List-Unsubscribe: <https://digest.example/u/T>,\r\n <mailto:unsubscribe@digest.example?subject=T>\r\n" +
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" +
        "Feedback-ID: 1:digest:digest.example\r\n" +
        "Precedence: bulk\r\n" +
        "MIME-Version: 1.0\r\n" +
        "Content-Type: text/plain; charset=utf-8\r\n" +
        "Content-Transfer-Encoding: 8bit\r\n" +
        "\r\n" + body);
}
