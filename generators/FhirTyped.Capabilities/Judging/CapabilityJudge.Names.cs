using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// How a message names what a request says. A name that FHIR R4 or the platform's own facts have can be about nobody. Any other text may be
// patient data in the wrong place (?Smith=…, GET Smith/1), so while a program runs it is described and not repeated. A developer's tool
// shows him his own code: there a text in the form of a name is repeated, since he needs to see his slip.
public sealed partial class CapabilityJudge
{
    private const int LongestName = 64;

    private static readonly char[] NameSeparators = { ':', '.' };

    private static readonly Lazy<HashSet<string>> KnownWords = new(MakeKnownWords);

    private HashSet<string>? _declaredWords;

    /// <summary>
    /// Whether messages repeat names that neither FHIR R4 nor the platform knows, where they consist of letters, digits and <c>-_.:</c>
    /// alone and have 64 characters at most. By default they do not: only tools that show a developer his own code should set it.
    /// </summary>
    public bool RepeatsUnknownNames { get; init; }

    /// <summary>A name in quotation marks, or other words for it.</summary>
    private string Quote(string name, string otherwise) => MayRepeat(name) ? "'" + name + "'" : otherwise;

    /// <summary>A criterion's name with its modifier and chain, as far as it can be repeated.</summary>
    private string Quote(SearchCriterion criterion, string otherwise) =>
        MayRepeat(criterion.FullName) ? "'" + criterion.FullName + "'" : Quote(criterion.Name, otherwise);

    private bool MayRepeat(string name)
    {
        if (RepeatsUnknownNames && IsPlain(name))
        {
            return true;
        }

        // A name of this form may be declared as a whole: "patient.identifier".
        if (IsKnownWord(name))
        {
            return true;
        }

        foreach (var word in name.Split(NameSeparators))
        {
            if (!IsKnownWord(word))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsKnownWord(string word) =>
        KnownWords.Value.Contains(word) || R4Definitions.IsResultParameter(word) || (_declaredWords ??= MakeDeclaredWords()).Contains(word);

    // Made when the first unknown name comes: a platform that is never asked nonsense needs none. Whoever is second makes the same once more.
    private HashSet<string> MakeDeclaredWords()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        Add(words, Manifest.SystemSearchParameters, Manifest.SystemOperations);
        foreach (var part in Manifest.LeftOut)
        {
            words.Add(part.Name);
        }

        foreach (var resource in Manifest.Resources)
        {
            Add(words, resource.SearchParameters, resource.Operations);
        }

        words.Remove("");
        return words;
    }

    private static void Add(HashSet<string> words, EquatableArray<SearchParameterCapability> parameters, EquatableArray<OperationCapability> operations)
    {
        foreach (var parameter in parameters)
        {
            words.Add(parameter.Name);
            foreach (var modifier in parameter.Modifiers)
            {
                words.Add(modifier);
            }
        }

        foreach (var operation in operations)
        {
            words.Add(operation.Name);
        }
    }

    private static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (!(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' or ':'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= LongestName;
    }

    private static HashSet<string> MakeKnownWords()
    {
        var words = new HashSet<string>(SearchWords.Modifiers, StringComparer.Ordinal) { "iterate", "recurse", "_has", "_type", "_filter" };
        foreach (var type in R4Definitions.ResourceTypes)
        {
            words.Add(type);
            foreach (var parameter in R4Definitions.SearchParametersOf(type))
            {
                words.Add(parameter.Name);
            }
        }

        words.UnionWith(KnownOperations.Names);
        return words;
    }
}
