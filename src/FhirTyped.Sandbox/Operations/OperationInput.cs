using System.Globalization;
using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>The parameters of an operation: of its address, of a Parameters resource, or the one resource that was sent (https://hl7.org/fhir/R4/operations.html#request).</summary>
internal sealed class OperationInput
{
    private readonly Parameters _parameters = new();

    private OperationInput()
    {
    }

    public static OperationInput Read(SandboxMessage message)
    {
        var input = new OperationInput();
        foreach (var criterion in SearchQuery.Parse("", message.Query).Criteria)
        {
            input._parameters.Add(criterion.FullName, new StringElement(string.Join(',', criterion.Values.Select(static value => value.Escaped))));
        }

        if (message.Method == "POST" && !message.Body.IsEmpty)
        {
            var body = ResourceBody.Read(message);
            if (body is Parameters parameters)
            {
                input._parameters.Parameter.AddRange(parameters.Parameter);
            }
            else
            {
                input._parameters.Add("resource", body);
            }
        }

        return input;
    }

    /// <summary>The resource that was sent.</summary>
    public Resource? Resource => _parameters.Get("resource")?.Resource;

    /// <summary>The code: as one coding, or as code and system.</summary>
    public Coding? Coding => _parameters.Get("coding")?.Value as Coding
        ?? (Text("code") is { } code ? new Coding { Code = code, System = Text("system") } : null);

    /// <summary>A simple value as text, or null.</summary>
    public string? Text(string name) => (_parameters.Get(name)?.Value as PrimitiveElement)?.Text;

    /// <summary>A simple value that must be there.</summary>
    public string Required(string name) => Text(name)
        ?? throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Required, "The operation needs the parameter '" + name + "'.");

    /// <summary>A number, or null.</summary>
    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Value, "The parameter '" + name + "' is not a number.");

    /// <summary>Whether a parameter is true.</summary>
    public bool IsTrue(string name) => Text(name) == "true";
}
