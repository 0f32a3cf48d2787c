using System.Net;
using System.Text;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>The page on which a test patient is picked: plain HTML, without scripts.</summary>
internal static class AuthorizationPage
{
    private const int MostPatients = 500;

    /// <summary>Asks for a patient, where one is needed, and for consent.</summary>
    /// <param name="state">What the endpoints share.</param>
    /// <param name="pending">What is asked for.</param>
    /// <param name="ticket">What tells this page from others.</param>
    public static string Ask(AuthorizationState state, PendingAuthorization pending, string ticket)
    {
        var page = new StringBuilder("<p><b>").Append(Encode(pending.ClientId)).Append("</b> asks ").Append(Encode(state.Server.Platform.Name))
            .Append(" (sandbox) for:</p><ul>");
        foreach (var scope in pending.Scope.Split(' '))
        {
            page.Append("<li><code>").Append(Encode(scope)).Append("</code></li>");
        }

        page.Append("</ul><form method=\"post\" action=\"").Append(Encode(new Uri(state.Addresses.Approve).AbsolutePath))
            .Append("\"><input type=\"hidden\" name=\"ticket\" value=\"").Append(Encode(ticket)).Append("\">");
        if (pending.NeedsPatient)
        {
            page.Append("<p><label>Patient: <select name=\"patient\" required>");
            foreach (var version in state.Server.Store.State.Shelf("Patient").Current.Take(MostPatients))
            {
                page.Append("<option value=\"").Append(Encode(version.Id)).Append("\">").Append(Encode(NameOf((Patient)version.Resource!))).Append("</option>");
            }

            page.Append("</select></label></p>");
        }

        return Write("Authorize", page.Append("<p><button name=\"decision\" value=\"allow\">Allow</button> <button name=\"decision\" value=\"deny\" formnovalidate>Deny</button></p></form>").ToString());
    }

    /// <summary>Says what is wrong.</summary>
    public static string Error(string message) => Write("Not authorized", "<p>" + Encode(message) + "</p>");

    private static string NameOf(Patient patient)
    {
        var name = patient.Name.Count > 0 ? patient.Name[0] : null;
        var text = name?.Text ?? string.Join(' ', (name?.Given ?? []).Append(name?.Family).Where(static part => !string.IsNullOrEmpty(part)));
        return text + " (" + patient.Id + (patient.BirthDate is { } born ? ", born " + born : "") + ")";
    }

    private static string Write(string title, string body) =>
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><h1>" + title + "</h1>" + body + "</body></html>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
