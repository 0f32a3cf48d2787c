using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>What the class of a platform is called, and which names cannot stand beside each other.</summary>
internal static class PlatformClassNames
{
    /// <summary>The nested class of the interfaces and structs of chained searches.</summary>
    public const string ReferenceTargets = "ReferenceTargets";

    /// <summary>What follows the platform's class name in that of the extension methods of chained searches.</summary>
    public const string ExtensionsSuffix = "ChainExtensions";

    private static readonly string[] MemberSuffixes = { "", "Endpoint", "Query" };

    /// <summary>The name of a platform's class.</summary>
    public static string Of(PlatformFile file) => file.ClassName ?? CSharpNames.Pascal(file.Id);

    /// <summary>What stops a platform from having its id or its class name; null where nothing does.</summary>
    /// <param name="file">The platform's file.</param>
    /// <param name="files">All files, in the order in which the first one keeps a name.</param>
    public static PlatformIssue? FindProblem(PlatformFile file, IEnumerable<PlatformFile> files) =>
        FindDuplicate(file, files) ?? (IsMemberName(Of(file))
            ? new(PlatformIssueIds.InvalidFile,
                "The class name '" + Of(file) + "' is also the name of one of the class's own members: choose another class_name.",
                file.Path, file.IdPosition)
            : null);

    private static PlatformIssue? FindDuplicate(PlatformFile file, IEnumerable<PlatformFile> files)
    {
        foreach (var other in files)
        {
            if (other.Path == file.Path)
            {
                return null;
            }

            if (other.Id == file.Id)
            {
                return Duplicate(file, "The id '" + file.Id + "'", other);
            }

            // Case does not tell two classes apart: on some systems their files would be one.
            if (IsSameClass(Of(other), Of(file)))
            {
                return Duplicate(file, "The class name '" + Of(file) + "'", other);
            }
        }

        return null;
    }

    private static PlatformIssue Duplicate(PlatformFile file, string what, PlatformFile other) => new(
        PlatformIssueIds.DuplicatePlatform,
        what + " is already that of '" + other.Id + "' in " + ShortPath(other.Path) + ": give this platform another one.",
        file.Path,
        file.IdPosition);

    private static bool IsSameClass(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one + ExtensionsSuffix, other, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one, other + ExtensionsSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a platform class has a member of that name: C# allows none with the name of the class itself.</summary>
    private static bool IsMemberName(string className)
    {
        foreach (var suffix in MemberSuffixes)
        {
            if (className.EndsWith(suffix, StringComparison.Ordinal)
                && R4Definitions.IsResourceType(className.Substring(0, className.Length - suffix.Length)))
            {
                return true;
            }
        }

        return className is "Descriptor" or "Batch" or "Transaction" or ReferenceTargets;
    }

    /// <summary>The file and its folder, with <c>/</c> on every system.</summary>
    private static string ShortPath(string path)
    {
        path = path.Replace('\\', '/');
        var name = path.LastIndexOf('/');
        return name <= 0 ? path : path.Substring(path.LastIndexOf('/', name - 1) + 1);
    }
}
