using System.Diagnostics;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FhirTyped.Auth;

/// <summary>What a login gave: who the user is, in which context, and the tokens.</summary>
[DebuggerDisplay("SmartSession")]
public sealed class SmartSession
{
    internal SmartSession(SmartTokens tokens, JsonElement answer, JsonWebToken? idToken)
    {
        Tokens = tokens;
        PatientId = Text(answer, "patient");
        EncounterId = Text(answer, "encounter");
        Intent = Text(answer, "intent");
        Tenant = Text(answer, "tenant");
        NeedPatientBanner = answer.TryGetProperty("need_patient_banner", out var banner) && banner.ValueKind is JsonValueKind.True or JsonValueKind.False ? banner.GetBoolean() : null;
        FhirContext = answer.TryGetProperty("fhirContext", out var context) && context.ValueKind == JsonValueKind.Array
            ? [.. context.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.Object)
                .Select(static item => new SmartContextReference(Text(item, "reference"), Text(item, "canonical"), Text(item, "type"), Text(item, "role")))]
            : [];
        FhirUser = Claim(idToken, "fhirUser") ?? Claim(idToken, "profile");
        Subject = idToken?.Subject;
    }

    /// <summary>The patient's id, where the context has one.</summary>
    public string? PatientId { get; }

    /// <summary>The encounter's id, where the context has one.</summary>
    public string? EncounterId { get; }

    /// <summary>Other resources of the context; empty where there are none.</summary>
    public IReadOnlyList<SmartContextReference> FhirContext { get; }

    /// <summary>Who the user is, as a reference (<c>https://…/Practitioner/123</c>), from the verified id_token; null where <c>openid</c> and <c>fhirUser</c> were not granted.</summary>
    public string? FhirUser { get; }

    /// <summary>The user's id at the issuer (<c>sub</c>), from the verified id_token; null where there is none.</summary>
    public string? Subject { get; }

    /// <summary>Whether the application is to show which patient it is about; null where the server did not say.</summary>
    public bool? NeedPatientBanner { get; }

    /// <summary>What the user wants to do, in words that EHR and application agreed upon, or null.</summary>
    public string? Intent { get; }

    /// <summary>The organization, where the server has several, or null.</summary>
    public string? Tenant { get; }

    /// <summary>The scopes that were granted, separated by spaces: perhaps fewer than were asked for.</summary>
    public string? Scope => Tokens.Scope;

    /// <summary>The tokens: for <see cref="SmartLaunch.CreateCredential"/>, and to be stored.</summary>
    public SmartTokens Tokens { get; }

    /// <summary>The type alone: the rest is about a patient.</summary>
    public override string ToString() => nameof(SmartSession);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Claim(JsonWebToken? token, string name) => token is not null && token.TryGetPayloadValue<string>(name, out var value) ? value : null;
}
