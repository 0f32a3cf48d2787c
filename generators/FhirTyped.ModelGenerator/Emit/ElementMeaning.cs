using System.Text;
using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>
/// What an element means, in one sentence of our own words made of facts: the question that it answers (http://hl7.org/fhir/fivews), else its
/// name; and what its type holds. The standard's own sentences are not copied.
/// </summary>
internal static class ElementMeaning
{
    /// <summary>The sentence, ready for XML.</summary>
    public static string Of(ElementSpec element)
    {
        var text = new StringBuilder(QuestionOf(element.FiveWs) ?? Words(element.Name));
        if (element.Kind != ElementKind.Choice && TypeOf(element.Types[0]) is { } type)
        {
            text.Append(": ").Append(type);
        }

        return text.Append('.').ToString();
    }

    private static string? QuestionOf(string? fiveWs) => fiveWs switch
    {
        "identifier" => "How others know it",
        "version" => "Which version it is",
        "status" => "What state it is in",
        "class" => "What kind it is",
        "grade" => "How serious it is",
        "what" => "What it is about",
        "subject" => "Whom or what it is about",
        "context" => "In what context it stands",
        "init" => "When it began",
        "planned" => "When it is planned",
        "done" => "When it was or is done",
        "recorded" => "When it was recorded",
        "author" => "Who is responsible for it",
        "source" => "Whom it comes from",
        "actor" => "Who does it",
        "cause" => "Who caused it",
        "witness" => "Who witnessed it",
        "who" => "Who takes part in it",
        "where" => "Where it is",
        "why" => "Why it is",
        _ => null,
    };

    private static string? TypeOf(string type) => type switch
    {
        "boolean" => "true or false",
        "string" => "text",
        "markdown" => "text in Markdown",
        "code" => "a code",
        "id" => "an id",
        "uri" or "oid" or "uuid" => "an identifier in the form of a URI",
        "url" => "an address",
        "canonical" => "the canonical address of a definition, perhaps with |version",
        "integer" => "a whole number",
        "unsignedInt" => "a whole number from 0 on",
        "positiveInt" => "a whole number from 1 on",
        "decimal" => "a number that keeps its precision",
        "date" => "a day, a month or a year",
        "dateTime" => "a year, a month, a day, or a moment with its time zone",
        "instant" => "an exact moment",
        "time" => "a time of day",
        "base64Binary" => "bytes",
        "xhtml" => "XHTML",
        "Address" => "a postal address",
        "Age" => "an age",
        "Annotation" => "remarks, with who made them and when",
        "Attachment" => "a document, in place or by its address",
        "CodeableConcept" => "a concept, by codes of one or more systems and as text",
        "Coding" => "a code with its system",
        "ContactDetail" => "a name and ways to make contact",
        "ContactPoint" => "a telephone number, an e-mail address or the like",
        "Count" => "how many",
        "Distance" => "a length with its unit",
        "Dosage" => "how much of a medicine is to be taken, when and how",
        "Duration" => "a length of time",
        "Expression" => "an expression in a language such as FHIRPath",
        "Extension" => "what the standard does not have, by the address of its definition",
        "HumanName" => "a name in its parts",
        "Identifier" => "an identifier within its system",
        "Meta" => "version, time of change, profiles and tags",
        "Money" => "an amount with its currency",
        "Narrative" => "a text for people, in XHTML",
        "Period" => "from when until when, both within",
        "Quantity" => "a measured amount with its unit",
        "Range" => "from one amount to another",
        "Ratio" => "one amount for another",
        "Reference" => "a link to another resource",
        "RelatedArtifact" => "something published that belongs to it",
        "Resource" => "a whole resource",
        "SampledData" => "measurements at equal distances of time",
        "Signature" => "a signature",
        "Timing" => "when something happens, perhaps again and again",
        "UsageContext" => "a circumstance for which it is meant",
        _ => null,
    };

    // dataAbsentReason: "Data absent reason".
    private static string Words(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isUpper = name[i] is >= 'A' and <= 'Z';
            if (i == 0)
            {
                words.Append(char.ToUpperInvariant(name[i]));
            }
            else if (isUpper && name[i - 1] is not (>= 'A' and <= 'Z'))
            {
                words.Append(' ').Append(i + 1 < name.Length && name[i + 1] is >= 'A' and <= 'Z' ? name[i] : char.ToLowerInvariant(name[i]));
            }
            else
            {
                words.Append(name[i]);
            }
        }

        return words.ToString();
    }
}
